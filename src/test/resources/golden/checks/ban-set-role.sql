SET ROLE app;
SET LOCAL search_path = sales;
RESET ROLE;
