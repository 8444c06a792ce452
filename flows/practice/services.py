"""The forces and fire services of the practice site; the inspectors are invented."""

from __future__ import annotations

from flows.practice.content import Force

DURHAM = Force("durham", "Durham", "Durham Constabulary", "Alex Marlowe")
GWENT = Force("gwent", "Gwent", "Gwent Police", "Rhys Penrose")
KENT = Force("kent", "Kent", "Kent Police", "Chloë Winter")
LANCASHIRE = Force("lancashire", "Lancashire", "Lancashire Constabulary", "Alex Marlowe")
METROPOLITAN = Force("metropolitan", "Metropolitan", "Metropolitan Police Service", "Rhys Penrose")
NORFOLK = Force("norfolk", "Norfolk", "Norfolk Constabulary", "Chloë Winter")

_FIRE = "fire-and-rescue-services"
AVON_FIRE = Force("avon", "Avon", "Avon Fire and Rescue Service", "Dilys Farrow", _FIRE)
KENT_FIRE = Force("kent", "Kent", "Kent Fire and Rescue Service", "Dilys Farrow", _FIRE)
"""Its slug is that of a police force too."""
