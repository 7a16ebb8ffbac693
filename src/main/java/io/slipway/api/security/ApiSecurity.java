package io.slipway.api.security;

import io.slipway.access.Tokens;
import io.slipway.api.client.ClientVersions;
import io.slipway.api.client.ServedVersion;
import io.slipway.api.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

/** Demands a good access token for everything but the health of the server and the web pages, which have a chain of their own; keeps no sessions. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {

    @Bean
    SecurityFilterChain apiSecurityFilterChain(
            HttpSecurity http, Tokens tokens, ProblemWriter problems, ServedVersion version) {
        return http.sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(it -> it.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                        .permitAll()
                        .requestMatchers("/actuator/health")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(it -> it.authenticationEntryPoint(
                                (request, response, refused) -> problems.unauthenticated(response))
                        .accessDeniedHandler((request, response, refused) -> problems.unauthenticated(response)))
                .addFilterBefore(new TokenFilter(tokens), AuthorizationFilter.class)
                .addFilterAfter(new BodyLimit(problems), AuthorizationFilter.class)
                .addFilterAfter(new ClientVersions(version, problems), AuthorizationFilter.class)
                .build();
    }

    @Bean
    ServedVersion servedVersion() {
        return ServedVersion.ofThisBuild();
    }

    /** Keeps Spring Boot from making up a user with a password in the log. */
    @Bean
    UserDetailsService noUsers() {
        return new InMemoryUserDetailsManager();
    }
}
