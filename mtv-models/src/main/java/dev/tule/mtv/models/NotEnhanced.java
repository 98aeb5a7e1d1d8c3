package dev.tule.mtv.models;

import dev.tule.mtv.ImproperlyConfigured;
import io.ebean.bean.EntityBean;

/** The check that a model's class was made as models must be. */
final class NotEnhanced {

    private NotEnhanced() {}

    static void check(Class<?> type) {
        if (!EntityBean.class.isAssignableFrom(type)) {
            throw of(type);
        }
    }

    static ImproperlyConfigured of(Class<?> type) {
        return new ImproperlyConfigured(
                type.getName()
                        + " was not compiled as a model: put tule-mtv-compiler on the compiler's"
                        + " annotation processor path, or start with"
                        + " -javaagent:tule-mtv-compiler.jar (models.E001)");
    }
}
