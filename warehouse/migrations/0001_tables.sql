-- The tables of the contract, their superseded versions, and the housekeeping.
CREATE SCHEMA IF NOT EXISTS history;
CREATE SCHEMA IF NOT EXISTS ops;

CREATE TABLE main.forces (
    service VARCHAR, force VARCHAR, name VARCHAR, nation VARCHAR, region VARCHAR, gss_code VARCHAR, successor VARCHAR,
    from_round VARCHAR
);

CREATE TABLE main.rounds (
    service VARCHAR, round VARCHAR, label VARCHAR, first_year INTEGER, tiers INTEGER, has_pillars BOOLEAN,
    path_key VARCHAR, open BOOLEAN
);

CREATE TABLE main.questions (
    question_id VARCHAR, service VARCHAR, round VARCHAR, pillar VARCHAR, number INTEGER, wording VARCHAR, label VARCHAR,
    graded VARCHAR
);

CREATE TABLE main.themes (question_id VARCHAR, theme VARCHAR, reason VARCHAR);

CREATE TABLE main.comparability (
    service VARCHAR, pillar VARCHAR, round_from VARCHAR, round_to VARCHAR, comparable BOOLEAN, quote VARCHAR, url VARCHAR
);

CREATE TABLE main.pages (
    page_id VARCHAR, url VARCHAR, service VARCHAR, force VARCHAR, round VARCHAR, family VARCHAR, pillar VARCHAR,
    title VARCHAR, language VARCHAR, third_party BOOLEAN, last_updated DATE, published_on DATE, fetched_at TIMESTAMP,
    content_sha256 VARCHAR, parser_version VARCHAR, words INTEGER, coverage DOUBLE, version INTEGER, media_type VARCHAR
);

CREATE TABLE main.sections (
    page_id VARCHAR, version INTEGER, position INTEGER, level INTEGER, heading VARCHAR, path VARCHAR[], kind VARCHAR,
    pillar VARCHAR, question INTEGER, question_id VARCHAR, text VARCHAR, words INTEGER
);

CREATE TABLE main.judgments (
    page_id VARCHAR, version INTEGER, service VARCHAR, force VARCHAR, round VARCHAR, pillar VARCHAR, question INTEGER,
    question_id VARCHAR, label VARCHAR, grade VARCHAR, status VARCHAR, source VARCHAR, grade_round VARCHAR,
    evidence VARCHAR, disagrees BOOLEAN
);

CREATE TABLE main.findings (
    page_id VARCHAR, version INTEGER, service VARCHAR, force VARCHAR, round VARCHAR, pillar VARCHAR, question INTEGER,
    question_id VARCHAR, label VARCHAR, kind VARCHAR, position INTEGER, lead_in VARCHAR, text VARCHAR, detail VARCHAR,
    deadline VARCHAR, parent INTEGER
);

-- Copies of shape alone: a superseded version has the columns of a current one.
CREATE TABLE history.pages AS FROM main.pages LIMIT 0;
CREATE TABLE history.sections AS FROM main.sections LIMIT 0;
CREATE TABLE history.judgments AS FROM main.judgments LIMIT 0;
CREATE TABLE history.findings AS FROM main.findings LIMIT 0;

CREATE TABLE ops.captures (
    page_id VARCHAR, url VARCHAR, captured_url VARCHAR, fetched_at TIMESTAMP, kind VARCHAR, http_status INTEGER,
    media_type VARCHAR, payload_sha256 VARCHAR, etag VARCHAR, last_modified VARCHAR, file VARCHAR, "offset" BIGINT,
    run_id VARCHAR
);

CREATE TABLE ops.refusals (
    page_id VARCHAR, url VARCHAR, service VARCHAR, force VARCHAR, round VARCHAR, stage VARCHAR, reason VARCHAR,
    refused_at TIMESTAMP, run VARCHAR
);

CREATE TABLE ops.rejects (
    "table" VARCHAR, "row" VARCHAR, "check" VARCHAR, reason VARCHAR, page VARCHAR, run VARCHAR
);

CREATE TABLE ops.loads (page_id VARCHAR, captures_sha256 VARCHAR, parser_version VARCHAR, outcome VARCHAR);

CREATE TABLE ops.runs (
    run VARCHAR, kind VARCHAR, selection VARCHAR, parser_version VARCHAR, started_at TIMESTAMP, finished_at TIMESTAMP,
    pages_new INTEGER, pages_changed INTEGER, pages_unchanged INTEGER, pages_refused INTEGER, rows_rejected INTEGER,
    judgments_changed INTEGER
);

CREATE TABLE ops.audits (audit VARCHAR, severity VARCHAR, says VARCHAR, subject VARCHAR, detail VARCHAR, run VARCHAR);
