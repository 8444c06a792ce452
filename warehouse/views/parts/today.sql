-- Which force of today each one is, or has become.
succession(service, force, current) AS (
    SELECT service, force, force FROM main.forces
    UNION
    SELECT succession.service, succession.force, forces.successor
    FROM succession
    JOIN main.forces AS forces ON forces.service = succession.service AND forces.force = succession.current
    WHERE forces.successor IS NOT NULL
),
today AS (
    SELECT succession.service, succession.force, succession.current
    FROM succession
    JOIN main.forces AS forces ON forces.service = succession.service AND forces.force = succession.current
    WHERE forces.successor IS NULL
)
