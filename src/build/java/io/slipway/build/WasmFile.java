package io.slipway.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A WebAssembly module taken apart as far as functions, types and globals can be added to it. */
final class WasmFile {

    /** A function type, in the terms of {@link ValueType}. */
    record Signature(byte[] parameters, byte[] results) {

        byte[] encoded() {
            return new ByteWriter()
                    .single(0x60)
                    .sized(parameters)
                    .sized(results)
                    .toBytes();
        }
    }

    private record Section(int id, byte[] content) {}

    private static final int HEADER = 8;
    private static final int TYPE_SECTION = 1;
    private static final int IMPORT_SECTION = 2;
    private static final int FUNCTION_SECTION = 3;
    private static final int GLOBAL_SECTION = 6;
    private static final int CODE_SECTION = 10;

    private final byte[] header;
    private final List<Section> sections = new ArrayList<>();
    private final List<Signature> types = new ArrayList<>();
    private final List<Integer> functionTypes = new ArrayList<>();
    private final List<byte[]> bodies = new ArrayList<>();
    private final List<byte[]> globals = new ArrayList<>();
    private int imports;

    WasmFile(byte[] module) {
        header = Arrays.copyOf(module, HEADER);
        ByteReader reader = new ByteReader(module, HEADER, module.length);
        while (reader.hasMore()) {
            int id = reader.unsignedByte();
            Section section = new Section(id, reader.take(reader.number()));
            sections.add(section);
            read(section);
        }
    }

    private void read(Section section) {
        ByteReader reader = new ByteReader(section.content());
        switch (section.id()) {
            case TYPE_SECTION -> readTypes(reader);
            case IMPORT_SECTION -> readImports(reader);
            case FUNCTION_SECTION -> repeat(reader, () -> functionTypes.add(reader.number()));
            case GLOBAL_SECTION -> readGlobals(reader);
            case CODE_SECTION -> repeat(reader, () -> bodies.add(reader.take(reader.number())));
            default -> {
                // Copied as it is.
            }
        }
    }

    private void readTypes(ByteReader reader) {
        repeat(reader, () -> {
            reader.skip(1);
            byte[] parameters = reader.take(reader.number());
            types.add(new Signature(parameters, reader.take(reader.number())));
        });
    }

    private void readImports(ByteReader reader) {
        repeat(reader, () -> {
            reader.skip(reader.number());
            reader.skip(reader.number());
            if (reader.unsignedByte() != 0) {
                throw new IllegalStateException("The module imports something other than functions.");
            }
            reader.skipNumber();
            imports++;
        });
    }

    private void readGlobals(ByteReader reader) {
        repeat(reader, () -> {
            int start = reader.position();
            reader.skip(3);
            reader.skipNumber();
            if (reader.unsignedByte() != Opcode.END) {
                throw new IllegalStateException("A global does not start from a constant.");
            }
            globals.add(reader.since(start));
        });
    }

    private static void repeat(ByteReader reader, Runnable element) {
        int count = reader.number();
        for (int i = 0; i < count; i++) {
            element.run();
        }
    }

    byte[] body(int function) {
        return bodies.get(function - imports);
    }

    void replaceBody(int function, byte[] body) {
        bodies.set(function - imports, body);
    }

    Signature signature(int function) {
        return types.get(functionTypes.get(function - imports));
    }

    /** Return the number of the given function type, adding it if the module does not have it. */
    int type(byte[] parameters, byte[] results) {
        Signature wanted = new Signature(parameters, results);
        for (int i = 0; i < types.size(); i++) {
            if (Arrays.equals(types.get(i).encoded(), wanted.encoded())) {
                return i;
            }
        }
        types.add(wanted);
        return types.size() - 1;
    }

    int addFunction(int type, byte[] body) {
        functionTypes.add(type);
        bodies.add(body);
        return imports + functionTypes.size() - 1;
    }

    /** Add a mutable global that starts as zero. */
    int addGlobal(byte valueType) {
        int constant = switch (valueType) {
            case ValueType.I32 -> Opcode.I32_CONST;
            case ValueType.I64 -> Opcode.I64_CONST;
            default -> throw new IllegalStateException("Only integer locals can travel in a global.");
        };
        globals.add(new ByteWriter()
                .single(valueType)
                .single(1)
                .single(constant)
                .single(0)
                .single(Opcode.END)
                .toBytes());
        return globals.size() - 1;
    }

    byte[] toBytes() {
        ByteWriter out = new ByteWriter().raw(header);
        for (Section section : sections) {
            out.single(section.id()).sized(content(section));
        }
        return out.toBytes();
    }

    private byte[] content(Section section) {
        ByteWriter out = new ByteWriter();
        switch (section.id()) {
            case TYPE_SECTION -> {
                out.number(types.size());
                types.forEach(type -> out.raw(type.encoded()));
            }
            case FUNCTION_SECTION -> {
                out.number(functionTypes.size());
                functionTypes.forEach(out::number);
            }
            case GLOBAL_SECTION -> {
                out.number(globals.size());
                globals.forEach(out::raw);
            }
            case CODE_SECTION -> {
                out.number(bodies.size());
                bodies.forEach(out::sized);
            }
            default -> out.raw(section.content());
        }
        return out.toBytes();
    }
}
