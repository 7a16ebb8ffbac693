package io.slipway.api.client;

import io.slipway.failure.RejectedException;
import java.io.File;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the jar that this server runs from: server and client are one program, so that a client from here is of the server's version. */
@RestController
class ClientController {

    static final String PATH = "/v1/client";

    private final @Nullable File source;

    @Autowired
    ClientController() {
        this(new ApplicationHome(ClientController.class).getSource());
    }

    ClientController(@Nullable File source) {
        this.source = source;
    }

    /** Return the client, which is this server's own jar. */
    @GetMapping(path = PATH, produces = "application/java-archive")
    ResponseEntity<Resource> client() {
        var jar = Optional.ofNullable(source).filter(File::isFile).orElseThrow(ClientController::unpackaged);
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("slipway.jar")
                                .build()
                                .toString())
                .body(new FileSystemResource(jar));
    }

    private static RejectedException unpackaged() {
        return new RejectedException(
                RejectedException.Reason.NOT_FOUND,
                "no-client-here",
                "This server runs from a working copy and has no jar to hand out.",
                "Build it with 'mvn package', and take target/slipway.jar.");
    }
}
