package io.slipway.process;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Remembers which process tests this run has started, so that coverage is only asked of a run that had them all. */
final class RanProcessTests implements BeforeAllCallback {

    private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

    @Override
    public void beforeAll(ExtensionContext context) {
        NAMES.add(context.getRequiredTestClass().getName());
    }

    static Set<String> names() {
        return Set.copyOf(NAMES);
    }
}
