package dev.tule.mtv.compiler;

import io.ebean.enhance.Transformer;
import io.ebean.enhance.common.AgentManifest;
import io.ebean.enhance.common.EnhanceContext;
import java.io.ByteArrayInputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.instrument.IllegalClassFormatException;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Enhances model classes and whoever touches their fields. Not safe for use by several threads at
 * once.
 */
final class ModelEnhancer {
    private static final Set<String> MODEL_ANNOTATIONS =
            Set.of(
                    "Ljakarta/persistence/Entity;",
                    "Ljakarta/persistence/MappedSuperclass;",
                    "Ljakarta/persistence/Embeddable;");
    private static final String ENHANCED = "io/ebean/bean/EntityBean";
    private static final Set<String> NEVER =
            Set.of("java/", "javax/", "jdk/", "sun/", "jakarta/", "io/ebean/");

    private final ClassFiles files;
    private final Transformer ebean;
    private final ClassFile classFile;

    /** Accessors by the class that declares them; empty where a class is no model. */
    private final Map<String, ModelAccessors> accessors = new HashMap<>();

    ModelEnhancer(ClassFiles files) {
        this.files = files;
        this.classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy()));
        EnhanceContext context =
                new EnhanceContext(
                        (name, loader) -> files.find(name),
                        "debug=0",
                        new AgentManifest(new Options()));
        context.setThrowOnError(true);
        this.ebean = new Transformer(context);
    }

    /** What the JDK needs to know of classes to write the types of frames anew. */
    private ClassHierarchyResolver hierarchy() {
        return ClassHierarchyResolver.ofResourceParsing(
                        (ClassDesc type) -> {
                            String descriptor = type.descriptorString();
                            byte[] found =
                                    files.find(descriptor.substring(1, descriptor.length() - 1));
                            return found == null ? null : new ByteArrayInputStream(found);
                        })
                .orElse(ClassHierarchyResolver.defaultResolver())
                .cached();
    }

    /** Options of Ebean's enhancement: ours alone, whatever lies on the class path. */
    private static final class Options extends ClassLoader {
        Options() {
            super(null);
        }

        @Override
        public Enumeration<URL> getResources(String name) {
            URL ours = ModelEnhancer.class.getResource(name);
            return Collections.enumeration(ours == null ? List.of() : List.of(ours));
        }
    }

    static boolean isForeign(String internalName) {
        return NEVER.stream().anyMatch(internalName::startsWith);
    }

    /** Whether a class is a model that is not enhanced yet. */
    static boolean isPlainModel(ClassModel type) {
        boolean enhanced =
                type.interfaces().stream().anyMatch(each -> each.asInternalName().equals(ENHANCED));
        return !enhanced && isModel(type);
    }

    private static boolean isModel(ClassModel type) {
        return type
                .findAttribute(java.lang.classfile.Attributes.runtimeVisibleAnnotations())
                .stream()
                .flatMap(attribute -> attribute.annotations().stream())
                .anyMatch(each -> MODEL_ANNOTATIONS.contains(each.className().stringValue()));
    }

    /** A model class made by Ebean, its accessors open to everybody; others as they are. */
    byte[] enhanced(String internalName, byte[] bytes) {
        if (!isPlainModel(ClassFile.of().parse(bytes))) {
            return bytes;
        }
        try {
            byte[] made =
                    ebean.transform(
                            ModelEnhancer.class.getClassLoader(), internalName, null, null, bytes);
            return made == null ? bytes : withOpenAccessors(made);
        } catch (IllegalClassFormatException e) {
            throw new IllegalStateException("Ebean can't enhance " + internalName, e);
        }
    }

    /** A class with its reading and writing of models' fields turned into calls. */
    byte[] rewritten(byte[] bytes) {
        return new FieldAccess(classFile, this::declaring).rewrite(bytes);
    }

    private byte[] withOpenAccessors(byte[] bytes) {
        return classFile.transformClass(
                classFile.parse(bytes),
                (out, element) -> {
                    if (element instanceof MethodModel method && ModelAccessors.isOne(method)) {
                        out.transformMethod(
                                method,
                                (made, part) -> {
                                    if (part instanceof java.lang.classfile.AccessFlags flags) {
                                        made.withFlags(opened(flags.flagsMask()));
                                    } else {
                                        made.with(part);
                                    }
                                });
                    } else {
                        out.with(element);
                    }
                });
    }

    private static int opened(int flags) {
        int hidden = AccessFlag.PROTECTED.mask() | AccessFlag.PRIVATE.mask();
        return (flags & ~hidden) | AccessFlag.PUBLIC.mask();
    }

    /** The accessors of the class that declares a field, sought from a class upwards. */
    private @Nullable ModelAccessors declaring(String owner, String field) {
        String at = owner;
        while (at != null && !isForeign(at)) {
            ModelAccessors found = accessors(at);
            if (found.fields().contains(field)) {
                return found;
            }
            at = found.superclass();
        }
        return null;
    }

    private ModelAccessors accessors(String internalName) {
        ModelAccessors known = accessors.get(internalName);
        if (known == null) {
            byte[] bytes = files.find(internalName);
            known =
                    bytes == null
                            ? ModelAccessors.NONE
                            : ModelAccessors.of(
                                    ClassFile.of().parse(enhanced(internalName, bytes)));
            accessors.put(internalName, known);
        }
        return known;
    }
}
