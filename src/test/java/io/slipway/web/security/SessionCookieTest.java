package io.slipway.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.WebSessions;
import io.slipway.testing.SlipwayTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@SlipwayTest
class SessionCookieTest {

    @Autowired
    SessionCookie cookie;

    @Autowired
    FormTokens formTokens;

    @Autowired
    WebSessions sessions;

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, false",
        "127.1.2.3, false",
        "localhost, false",
        "[::1], false",
        "slipway.example.com, true",
        "127.0.0.1.example.com, true",
        "10.0.0.1, true"
    })
    void goesOverTlsOnlyUnlessThisMachineIsAsked(String host, boolean secure) {
        assertThat(cookie.isSecure(asked(host))).isEqualTo(secure);
    }

    @Test
    void keepsOtherHostsOfTheDomainFromSettingIt() {
        var request = asked("slipway.example.com");
        var response = new MockHttpServletResponse();

        cookie.take(request, response);
        formTokens.saveToken(formTokens.generateToken(request), request, response);

        assertThat(response.getCookies()).hasSize(2).allSatisfy(set -> {
            assertThat(set.getName()).startsWith("__Host-slipway-");
            assertThat(set.getSecure()).isTrue();
            assertThat(set.isHttpOnly()).isTrue();
            assertThat(set.getAttribute("SameSite")).isEqualTo("Strict");
            assertThat(set.getPath()).isEqualTo("/");
            assertThat(set.getDomain()).isNull();
        });
    }

    @Test
    void knowsNobodyWithoutACookie() {
        assertThat(cookie.read(asked("localhost"))).isEmpty();
        assertThat(sessions.account("")).isEmpty();
    }

    private static MockHttpServletRequest asked(String host) {
        var request = new MockHttpServletRequest("GET", "/projects");
        request.setServerName(host);
        return request;
    }
}
