COPY customer TO STDOUT;
