package dev.tule.mtv.compiler;

import org.jspecify.annotations.Nullable;

/** Where the classes that are mentioned can be looked up. */
@FunctionalInterface
interface ClassFiles {

    /**
     * A class file's bytes; null where there is none.
     *
     * @param internalName with slashes: {@code shop/Book}
     */
    byte @Nullable [] find(String internalName);
}
