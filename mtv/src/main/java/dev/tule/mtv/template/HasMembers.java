package dev.tule.mtv.template;

import org.jspecify.annotations.Nullable;

/** An object that tells templates itself what {@code object.name} is: forms, models. */
public interface HasMembers {

    /** The member of that name; null where there is none, and the usual ways are tried. */
    @Nullable Object member(String name);
}
