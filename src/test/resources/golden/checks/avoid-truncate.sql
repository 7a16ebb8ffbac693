TRUNCATE log, sales.invoice;
DELETE FROM log WHERE at < '2020-01-01';
