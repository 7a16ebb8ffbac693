package io.slipway.sql.parser;

/** The module gave up (exit, abort or a failed assertion), most often for want of memory; its instance is of no more use. */
final class ModuleAbort extends RuntimeException {

    ModuleAbort(String message) {
        super(message);
    }
}
