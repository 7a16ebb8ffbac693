package io.slipway.sql.parser;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import io.slipway.sql.wasm.PostgresParserMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** One instance of the module: for one thread at a time, and of no more use after any exception. */
final class PostgresModule {

    /** The module keeps a stack of 32 MB below its heap, so this is hardly more than the least that works. */
    private static final int INITIAL_PAGES = 528;

    private static final int MAXIMUM_PAGES = 4096;
    /** Memory never shrinks, so an instance that once read something large is replaced. */
    private static final int PAGES_TO_KEEP = 1024;

    private final Instance instance;
    private final Memory memory;

    PostgresModule() {
        WasmModule module = Shared.MODULE;
        instance = Instance.builder(module)
                .withImportValues(new HostFunctions().imports(module))
                .withMemoryLimits(new MemoryLimits(INITIAL_PAGES, MAXIMUM_PAGES))
                .withMachineFactory(PostgresParserMachine::new)
                .withStart(false)
                .build();
        memory = instance.memory();
        call("A");
    }

    /** The module's data, read once; its code is in the generated class. */
    private static final class Shared {

        static final WasmModule MODULE = read();

        private static WasmModule read() {
            try (InputStream in = PostgresParserMachine.class.getResourceAsStream("PostgresParser.meta")) {
                if (in == null) {
                    throw new IllegalStateException("PostgresParser.meta is not on the class path.");
                }
                return Parser.parse(in);
            } catch (IOException e) {
                throw new UncheckedIOException("PostgresParser.meta cannot be read.", e);
            }
        }
    }

    ParseAnswer parse(byte[] sql) {
        int text = copyIn(sql);
        int result = call("F", text);
        call("E", text);
        int error = memory.readInt(result + 8);
        ParseAnswer answer = error == 0
                ? new ParseAnswer.Tree(tree(memory.readInt(result)))
                : new ParseAnswer.Refusal(text(memory.readInt(error)), memory.readInt(error + 16));
        call("G", result);
        return answer;
    }

    /** Short of memory the module gives no tree and no error either: nothing must be taken for a script without statements. */
    private byte[] tree(int address) {
        byte[] tree = address == 0 ? new byte[0] : copyOut(address);
        if (tree.length == 0) {
            throw new ModuleAbort("no tree");
        }
        return tree;
    }

    /** Return the tokens as JSON, or the bare text of an error. */
    byte[] scan(byte[] sql) {
        int text = copyIn(sql);
        int result = call("M", text);
        call("E", text);
        byte[] answer = copyOut(result);
        call("N", result);
        return answer;
    }

    boolean hasGrownTooLarge() {
        return memory.pages() > PAGES_TO_KEEP;
    }

    private int copyIn(byte[] bytes) {
        int address = call("C", bytes.length + 1);
        if (address == 0) {
            throw new ModuleAbort("out of memory");
        }
        memory.write(address, bytes);
        memory.writeByte(address + bytes.length, (byte) 0);
        return address;
    }

    private byte[] copyOut(int address) {
        int end = address;
        while (memory.read(end) != 0) {
            end++;
        }
        return memory.readBytes(address, end - address);
    }

    private String text(int address) {
        return new String(copyOut(address), StandardCharsets.UTF_8);
    }

    private int call(String export, long... arguments) {
        long[] results = instance.export(export).apply(arguments);
        return results == null || results.length == 0 ? 0 : (int) results[0];
    }
}
