package io.slipway.sql.parser;

import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionImport;
import com.dylibso.chicory.wasm.types.FunctionType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The functions that Emscripten's runtime offers a module: setjmp and longjmp, growing memory, and a console that keeps what is written.
 *
 * <p>The module's build shortened their names to letters, which belong to the one file that the build pins.
 */
final class HostFunctions {

    private static final long[] NOTHING = {};
    private static final long[] ZERO = {0};
    private static final long[] NOT_SEEKABLE = {70};
    private static final int CONSOLE_LIMIT = 4096;

    private final StringBuilder console = new StringBuilder();
    private final Map<String, WasmFunctionHandle> byLetter = Map.ofEntries(
            Map.entry("c", (instance, arguments) -> abort("assertion failed")),
            Map.entry("x", (instance, arguments) -> abort("abort")),
            Map.entry("m", (instance, arguments) -> abort("exit " + arguments[0])),
            Map.entry("v", (instance, arguments) -> abort("exit " + arguments[0])),
            Map.entry("p", HostFunctions::longJump),
            Map.entry("q", (instance, arguments) -> grow(instance.memory(), arguments[0] & 0xffff_ffffL)),
            Map.entry("t", this::write),
            Map.entry("r", HostFunctions::readNothing),
            Map.entry("s", (instance, arguments) -> NOT_SEEKABLE),
            Map.entry("u", (instance, arguments) -> ZERO),
            Map.entry("o", (instance, arguments) -> ZERO),
            Map.entry("w", (instance, arguments) -> NOTHING));

    ImportValues imports(WasmModule module) {
        ImportFunction[] functions = module.importSection().stream()
                .map(FunctionImport.class::cast)
                .map(wanted -> function(wanted, module.typeSection().getType(wanted.typeIndex())))
                .toArray(ImportFunction[]::new);
        return ImportValues.builder().addFunction(functions).build();
    }

    private ImportFunction function(FunctionImport wanted, FunctionType type) {
        WasmFunctionHandle known = byLetter.get(wanted.name());
        return new HostFunction(wanted.module(), wanted.name(), type, known == null ? protectedCall(type) : known);
    }

    /** All other imports call a function of the module so that a longjmp out of it ends here: one half of setjmp. */
    private static WasmFunctionHandle protectedCall(FunctionType type) {
        int parameters = type.params().size();
        long[] afterJump = type.returns().isEmpty() ? NOTHING : ZERO;
        return (instance, arguments) -> {
            long stack = instance.export("R").apply()[0];
            try {
                int function = instance.table(0).requiredRef((int) arguments[0]);
                return instance.getMachine().call(function, Arrays.copyOfRange(arguments, 1, parameters));
            } catch (LongJump jump) {
                instance.export("Q").apply(stack);
                instance.export("P").apply(1, 0);
                return afterJump;
            }
        };
    }

    private static long[] longJump(Instance instance, long... arguments) {
        throw LongJump.INSTANCE;
    }

    private long[] abort(String reason) {
        throw new ModuleAbort(console.isEmpty() ? reason : reason + ": " + console);
    }

    /** Grow by a fifth at least, as Emscripten does, so that a large script does not grow page by page. */
    private static long[] grow(Memory memory, long wanted) {
        long present = (long) memory.pages() * Memory.PAGE_SIZE;
        long maximum = (long) memory.maximumPages() * Memory.PAGE_SIZE;
        if (wanted > maximum) {
            return ZERO;
        }
        long target = Math.min(maximum, Math.max(wanted, present + present / 5));
        int pages = Math.toIntExact((target - present + Memory.PAGE_SIZE - 1) / Memory.PAGE_SIZE);
        return new long[] {memory.grow(pages) < 0 ? 0 : 1};
    }

    private static long[] readNothing(Instance instance, long... arguments) {
        instance.memory().writeI32((int) arguments[3], 0);
        return ZERO;
    }

    private long[] write(Instance instance, long... arguments) {
        Memory memory = instance.memory();
        int vector = (int) arguments[1];
        int total = 0;
        for (int i = 0; i < arguments[2]; i++) {
            int length = memory.readInt(vector + 4);
            keep(memory.readString(memory.readInt(vector), length, StandardCharsets.UTF_8));
            total += length;
            vector += 8;
        }
        memory.writeI32((int) arguments[3], total);
        return ZERO;
    }

    private void keep(String text) {
        console.append(text, 0, Math.min(text.length(), CONSOLE_LIMIT - Math.min(CONSOLE_LIMIT, console.length())));
    }
}
