package io.slipway.engine;

import java.util.List;

/** The process engine, as far as its administrators deal with it. */
public interface Engine {

    /** Tell whether it holds none of the models that were deployed to it: it was wiped. */
    boolean isLost();

    /** Forget what was deployed to an engine that is lost. */
    void forgetModels();

    /** Deploy the bundled models unless they were deployed before, or somebody else's stand in their place. */
    void deploy();

    /** Return what stands in the engine beside what is bundled. */
    List<ModelState> models();

    /** Deploy the bundled models over whatever stands there. */
    void upgrade();

    /** End a process instance with all that it called; one that is gone already stays so. */
    void end(long processInstance);
}
