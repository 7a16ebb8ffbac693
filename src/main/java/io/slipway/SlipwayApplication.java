package io.slipway;

import io.slipway.cli.Client;
import io.slipway.local.MigrateCommand;
import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the Slipway server by {@code server}, or with options only; anything else is a command of the client. */
@SpringBootApplication
public class SlipwayApplication {

    private static final String SERVER = "server";

    public static void main(String[] args) {
        if (args.length == 0 || args[0].equals(SERVER) || args[0].startsWith("--spring.")) {
            SpringApplication.run(SlipwayApplication.class, args);
        } else {
            System.exit(Client.run(args, Clock.systemUTC(), MigrateCommand::new));
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
