package dev.tule.mtv.compiler;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.jspecify.annotations.Nullable;

/**
 * Turns {@code book.title} and {@code book.title = x} of other classes into calls of the accessors
 * that Ebean gave the model: they load what is missing and remember what changed.
 */
final class FieldAccess {

    /** Finds the class that has accessors for a field. */
    @FunctionalInterface
    interface Declaring {
        @Nullable ModelAccessors find(String owner, String field);
    }

    private final ClassFile classFile;
    private final Declaring declaring;

    FieldAccess(ClassFile classFile, Declaring declaring) {
        this.classFile = classFile;
        this.declaring = declaring;
    }

    /** The class, rewritten; the same array where there is nothing to do. */
    byte[] rewrite(byte[] bytes) {
        ClassModel type = classFile.parse(bytes);
        String self = type.thisClass().asInternalName();
        boolean touches =
                type.methods().stream()
                        .flatMap(method -> method.code().stream())
                        .flatMap(CodeModel::elementStream)
                        .anyMatch(element -> isForeignField(self, element));
        if (!touches) {
            return bytes;
        }
        return classFile.transformClass(
                type,
                (out, element) -> {
                    if (element instanceof MethodModel method && !ModelAccessors.isOne(method)) {
                        out.transformMethod(
                                method,
                                (made, part) -> {
                                    if (part instanceof CodeModel code) {
                                        made.transformCode(
                                                code, (to, each) -> replace(self, to, each));
                                    } else {
                                        made.with(part);
                                    }
                                });
                    } else {
                        out.with(element);
                    }
                });
    }

    private boolean isForeignField(String self, CodeElement element) {
        return element instanceof FieldInstruction access
                && (access.opcode() == Opcode.GETFIELD || access.opcode() == Opcode.PUTFIELD)
                && !access.owner().asInternalName().equals(self)
                && declaring.find(access.owner().asInternalName(), access.name().stringValue())
                        != null;
    }

    private void replace(String self, CodeBuilder out, CodeElement element) {
        if (!isForeignField(self, element) || !(element instanceof FieldInstruction access)) {
            out.with(element);
            return;
        }
        ClassDesc owner = access.owner().asSymbol();
        String field = access.name().stringValue();
        if (access.opcode() == Opcode.GETFIELD) {
            out.invokevirtual(
                    owner, ModelAccessors.GET + field, MethodTypeDesc.of(access.typeSymbol()));
        } else {
            out.invokevirtual(
                    owner,
                    ModelAccessors.SET + field,
                    MethodTypeDesc.of(ConstantDescs.CD_void, access.typeSymbol()));
        }
    }
}
