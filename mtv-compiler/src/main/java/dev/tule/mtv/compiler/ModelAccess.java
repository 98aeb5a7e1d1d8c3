package dev.tule.mtv.compiler;

import org.jspecify.annotations.Nullable;

/**
 * Rewrites classes that touch models' fields and were compiled in memory, such as a shell's
 * snippets. Not safe for use by several threads at once.
 */
public final class ModelAccess {

    /** Where classes that are mentioned can be looked up. */
    @FunctionalInterface
    public interface Lookup {

        /**
         * A class file's bytes; null where there is none.
         *
         * @param internalName with slashes: {@code shop/Book}
         */
        byte @Nullable [] find(String internalName);
    }

    private final ModelEnhancer enhancer;

    public ModelAccess(Lookup lookup) {
        this.enhancer = new ModelEnhancer(lookup::find);
    }

    /** The class; the same array where it touches no model's field. */
    public byte[] rewritten(byte[] bytes) {
        return enhancer.rewritten(bytes);
    }
}
