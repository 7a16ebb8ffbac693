package io.slipway.build;

import com.dylibso.chicory.build.time.compiler.Config;
import com.dylibso.chicory.build.time.compiler.Generator;
import com.dylibso.chicory.compiler.InterpreterFallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Turns the WebAssembly module of libpg_query into JVM classes: {@code <module> <class name> <output folder>}. */
public final class PostgresParserBuild {

    /** libpg-query 18.1.5; the numbers below belong to this one file. */
    private static final String MODULE_SHA_256 = "378b64e6182f65c71ad5dbd2c31c81e9dfed7d2f2debfb4b51c0d0de8fa2ae36";

    private static final String SPLIT_SHA_256 = "31fbf03b5a843e5a8d291d52366f3dc5169ac97ec1ddcdb80ac345e5b95c49f5";

    private static final int GRAMMAR = 140;
    private static final int JSON_WRITER = 37;
    /** Too large for the JVM too, but never called here; it is left to the interpreter. */
    private static final int FINGERPRINT = 36;

    /** Small enough for HotSpot, which leaves methods of more than 8,000 bytes to its own interpreter. */
    private static final int GROUP_BYTES = 1800;

    private PostgresParserBuild() {}

    public static void main(String[] arguments) throws IOException {
        Path source = Path.of(arguments[0]);
        Path output = Path.of(arguments[2]);
        byte[] module = Files.readAllBytes(source);
        require(MODULE_SHA_256, module, source.toString());
        byte[] split = split(module);
        require(SPLIT_SHA_256, split, "the split module");
        Path folder = Files.createDirectories(output);
        Path file = Files.write(folder.resolveSibling("split.wasm"), split);
        compile(file, arguments[1], folder);
    }

    private static byte[] split(byte[] module) {
        WasmFile file = new WasmFile(module);
        SwitchSplitter.split(file, GRAMMAR, GROUP_BYTES);
        SwitchSplitter.split(file, JSON_WRITER, GROUP_BYTES);
        return file.toBytes();
    }

    private static void compile(Path module, String className, Path folder) throws IOException {
        Generator generator = new Generator(Config.builder()
                .withWasmFile(module)
                .withName(className)
                .withTargetClassFolder(folder)
                .withTargetSourceFolder(folder)
                .withTargetWasmFolder(folder)
                .withInterpreterFallback(InterpreterFallback.FAIL)
                .withInterpretedFunctions(Set.of(FINGERPRINT))
                .build());
        generator.generateMetaWasm(generator.generateResources());
    }

    private static void require(String expected, byte[] content, String name) {
        String actual = sha256(content);
        if (!expected.equals(actual)) {
            throw new IllegalStateException("SHA-256 of " + name + " is " + actual + ", not " + expected
                    + ": the function numbers in this class belong to another file. "
                    + "Install the pinned libpg-query, or derive the numbers and sums again.");
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JVM has no SHA-256.", e);
        }
    }
}
