package dev.tule.engines.filter;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The calls of Linux that put a filter on another process's socket; their numbers are those of
 * x86-64 and arm64 alike.
 */
final class Kernel {

    private static final long PIDFD_OPEN = 434;
    private static final long PIDFD_GETFD = 438;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout FAILURE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO =
            FAILURE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle SYSCALL =
            function(
                    "syscall",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG),
                    Linker.Option.firstVariadicArg(1));
    private static final MethodHandle SETSOCKOPT =
            function(
                    "setsockopt",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    /** {@code struct sock_fprog}. */
    private static final StructLayout PROGRAM =
            MemoryLayout.structLayout(
                    ValueLayout.JAVA_SHORT.withName("length"),
                    MemoryLayout.paddingLayout(Long.BYTES - Short.BYTES),
                    ValueLayout.ADDRESS.withName("instructions"));

    private Kernel() {}

    @SuppressWarnings("restricted") // What these functions do is described by their manual pages.
    private static MethodHandle function(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker.Option[] all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = Linker.Option.captureCallState("errno");
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, all);
    }

    /** A file descriptor of ours for one of another process: the same socket or file. */
    static int borrow(long process, int descriptor) throws IOException {
        int handle = (int) call("pidfd_open", PIDFD_OPEN, process, 0);
        try {
            return (int) call("pidfd_getfd", PIDFD_GETFD, handle, descriptor);
        } finally {
            close(handle);
        }
    }

    private static long call(String name, long number, long first, long second) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment failure = arena.allocate(FAILURE);
            return require(
                    name, failure, (long) SYSCALL.invokeExact(failure, number, first, second, 0L));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has the kernel drop what comes to a socket and its program doesn't pass. */
    static void attach(int socket, List<SourceProgram.Instruction> program) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment instructions =
                    arena.allocate((long) program.size() * SourceProgram.Instruction.BYTES, 8);
            ByteBuffer target = instructions.asByteBuffer().order(ByteOrder.nativeOrder());
            program.forEach(each -> each.write(target));
            MemorySegment whole = arena.allocate(PROGRAM);
            whole.set(ValueLayout.JAVA_SHORT, 0, (short) program.size());
            whole.set(ValueLayout.ADDRESS, Long.BYTES, instructions);
            MemorySegment failure = arena.allocate(FAILURE);
            require(
                    "SO_ATTACH_FILTER",
                    failure,
                    (int)
                            SETSOCKOPT.invokeExact(
                                    failure,
                                    socket,
                                    SOL_SOCKET,
                                    SO_ATTACH_FILTER,
                                    whole,
                                    (int) PROGRAM.byteSize()));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    static void close(int descriptor) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment failure = arena.allocate(FAILURE);
            require("close", failure, (int) CLOSE.invokeExact(failure, descriptor));
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static long require(String what, MemorySegment failure, long result)
            throws IOException {
        if (result < 0) {
            throw new IOException("%s: errno %d".formatted(what, (int) ERRNO.get(failure, 0L)));
        }
        return result;
    }
}
