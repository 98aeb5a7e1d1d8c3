package dev.tule.mtv.compiler;

import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an enhanced class offers instead of its fields.
 *
 * @param fields the fields that have accessors in this very class
 * @param superclass the internal name of the class above; null above Object
 */
record ModelAccessors(Set<String> fields, @Nullable String superclass) {
    static final String GET = "_ebean_get_";
    static final String SET = "_ebean_set_";
    static final ModelAccessors NONE = new ModelAccessors(Set.of(), null);

    static ModelAccessors of(ClassModel type) {
        return new ModelAccessors(
                type.methods().stream()
                        .map(method -> method.methodName().stringValue())
                        .filter(name -> name.startsWith(GET))
                        .map(name -> name.substring(GET.length()))
                        .collect(Collectors.toUnmodifiableSet()),
                type.superclass().map(above -> above.asInternalName()).orElse(null));
    }

    static boolean isOne(MethodModel method) {
        String name = method.methodName().stringValue();
        return name.startsWith(GET) || name.startsWith(SET);
    }
}
