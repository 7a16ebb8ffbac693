CREATE FUNCTION touch() RETURNS trigger
    LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

CREATE TRIGGER product_touch
    BEFORE UPDATE ON product
    FOR EACH ROW EXECUTE FUNCTION touch();

CREATE TRIGGER purchase_touch
    BEFORE UPDATE ON purchase
    FOR EACH ROW EXECUTE FUNCTION touch();

CREATE FUNCTION keep_total() RETURNS trigger
    LANGUAGE plpgsql AS $body$
DECLARE
    changed bigint := coalesce(NEW.purchase, OLD.purchase);
BEGIN
    UPDATE purchase
    SET total = (SELECT coalesce(sum(quantity * price), 0) FROM purchase_line WHERE purchase = changed)
    WHERE id = changed;
    RETURN NULL;
END;
$body$;

CREATE TRIGGER purchase_line_keep_total
    AFTER INSERT OR UPDATE OR DELETE ON purchase_line
    FOR EACH ROW EXECUTE FUNCTION keep_total();

COMMENT ON FUNCTION keep_total() IS 'Keeps purchase.total; nobody else writes it.';
