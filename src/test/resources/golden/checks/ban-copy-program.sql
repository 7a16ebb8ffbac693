COPY customer FROM PROGRAM 'curl http://example.com/customer.csv';
