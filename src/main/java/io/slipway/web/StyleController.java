package io.slipway.web;

import io.slipway.release.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Serves the one stylesheet; nothing else is served as it lies there. */
@Controller
class StyleController {

    private final String style;
    private final String digest;

    StyleController() throws IOException {
        style = new ClassPathResource("web/style.css").getContentAsString(StandardCharsets.UTF_8);
        digest = Digest.of(style);
    }

    @GetMapping("/style.css")
    ResponseEntity<String> style() {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "css", StandardCharsets.UTF_8))
                .cacheControl(CacheControl.maxAge(0, TimeUnit.SECONDS).mustRevalidate())
                .eTag(digest)
                .body(style);
    }
}
