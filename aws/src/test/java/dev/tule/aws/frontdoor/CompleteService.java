package dev.tule.aws.frontdoor;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.core.SdkRequest;

/**
 * Writes the class of a service that implements every method that takes a request, and hands it to
 * {@link Everything.Answers}. A proxy won't do: EC2's interface is too large for one.
 */
final class CompleteService {
    private static final ClassDesc ANSWERS =
            ClassDesc.ofDescriptor(Everything.Answers.class.descriptorString());
    private static final MethodTypeDesc ANSWER =
            MethodTypeDesc.of(CD_Object, CD_String, CD_Object.arrayType());

    private CompleteService() {}

    static byte[] code(Class<?> api, String name) {
        ClassDesc self = ClassDesc.of(CompleteService.class.getPackageName(), name);
        return ClassFile.of()
                .build(
                        self,
                        type -> {
                            type.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
                            type.withInterfaceSymbols(
                                    ClassDesc.ofDescriptor(api.descriptorString()));
                            type.withField("answers", ANSWERS, ClassFile.ACC_PRIVATE);
                            type.withMethodBody(
                                    INIT_NAME,
                                    MethodTypeDesc.of(CD_void, ANSWERS),
                                    ClassFile.ACC_PUBLIC,
                                    body -> constructor(body, self));
                            type.withMethodBody(
                                    "serviceName",
                                    MethodTypeDesc.of(CD_String),
                                    ClassFile.ACC_PUBLIC,
                                    body -> body.ldc(name).areturn());
                            type.withMethodBody(
                                    "close",
                                    MethodTypeDesc.of(CD_void),
                                    ClassFile.ACC_PUBLIC,
                                    CodeBuilder::return_);
                            operations(api, type, self);
                        });
    }

    private static void constructor(CodeBuilder body, ClassDesc self) {
        body.aload(0)
                .invokespecial(CD_Object, INIT_NAME, MethodTypeDesc.of(CD_void))
                .aload(0)
                .aload(1)
                .putfield(self, "answers", ANSWERS)
                .return_();
    }

    private static void operations(Class<?> api, ClassBuilder type, ClassDesc self) {
        Set<String> seen = new HashSet<>();
        for (Method method : api.getMethods()) {
            Class<?>[] parameters = method.getParameterTypes();
            MethodTypeDesc signature = descriptor(method);
            if (parameters.length > 0
                    && SdkRequest.class.isAssignableFrom(parameters[0])
                    && seen.add(method.getName() + signature.descriptorString())) {
                type.withMethodBody(
                        method.getName(),
                        signature,
                        ClassFile.ACC_PUBLIC,
                        body -> operation(body, self, method));
            }
        }
    }

    private static void operation(CodeBuilder body, ClassDesc self, Method method) {
        int count = method.getParameterCount();
        body.aload(0).getfield(self, "answers", ANSWERS).ldc(method.getName());
        body.loadConstant(count).anewarray(CD_Object);
        for (int i = 0; i < count; i++) {
            body.dup().loadConstant(i).aload(i + 1).aastore();
        }
        body.invokeinterface(ANSWERS, "answer", ANSWER)
                .checkcast(ClassDesc.ofDescriptor(method.getReturnType().descriptorString()))
                .areturn();
    }

    private static MethodTypeDesc descriptor(Method method) {
        return MethodTypeDesc.ofDescriptor(
                java.lang.invoke.MethodType.methodType(
                                method.getReturnType(), method.getParameterTypes())
                        .toMethodDescriptorString());
    }
}
