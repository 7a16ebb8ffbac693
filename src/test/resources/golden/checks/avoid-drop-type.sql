DROP TYPE mood;
CREATE TYPE mood AS ENUM ('glad', 'sad');
