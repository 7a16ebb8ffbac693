package io.slipway.check.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerAddressesTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://localhost:5433/postgres, 127.0.0.1:5433, true",
        "jdbc:postgresql://localhost/postgres, 127.0.0.1:5432, true",
        "jdbc:postgresql://localhost/postgres, 127.0.0.2, true",
        "jdbc:postgresql://[::1]:5433/postgres, localhost:5433, true",
        "jdbc:postgresql://DB.invalid/postgres?ssl=true, db.invalid:5432, true",
        "'jdbc:postgresql://a.invalid,b.invalid/postgres', 'c.invalid:5432,b.invalid:5432', true",
        "jdbc:postgresql://localhost:5433/postgres, 127.0.0.1:5434, false",
        "jdbc:postgresql://scratch.invalid/postgres, db.invalid:5432, false",
        "jdbc:postgresql://scratch.invalid/postgres, '', false"
    })
    void recogniseAServerUnderAnotherName(String url, String server, boolean same) {
        assertThat(ServerAddresses.of(url).include(server)).isEqualTo(same);
    }
}
