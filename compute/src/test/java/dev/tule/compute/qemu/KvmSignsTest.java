package dev.tule.compute.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvmSignsTest {
    @TempDir Path root;

    @BeforeEach
    void makeAHostWithKvm() throws IOException {
        Files.createDirectories(root.resolve("dev"));
        Files.createFile(root.resolve("dev/kvm"));
        processor("fpu vme vmx sse");
    }

    private void processor(String flags) throws IOException {
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(
                root.resolve("proc/cpuinfo"),
                "processor\t: 0\nflags\t\t: " + flags + "\nbugs\t:\n");
    }

    @Test
    void nothingSpeaksAgainstADeviceAndAProcessorThatCan() throws IOException {
        assertThat(KvmSigns.in(root).against()).isEmpty();

        processor("svm");
        assertThat(KvmSigns.in(root).against()).isEmpty();
    }

    @Test
    void aProcessorWithoutTheFlagCannot() throws IOException {
        processor("fpu svm_lock sse");

        assertThat(KvmSigns.in(root).against()).contains("the processor shows neither vmx nor svm");
    }

    @Test
    void aProcessorThatHasNoFlagsAtAllMayBeAble() throws IOException {
        Files.writeString(root.resolve("proc/cpuinfo"), "processor\t: 0\nFeatures\t: fp asimd\n");

        assertThat(KvmSigns.in(root).against()).isEmpty();
    }

    @Test
    void aKernelForPreparedGuestsCannot() throws IOException {
        Files.createDirectories(root.resolve("sys/module/kvm_pvm"));

        assertThat(KvmSigns.in(root).against())
                .hasValueSatisfying(why -> assertThat(why).contains("kvm_pvm"));
    }

    @Test
    void withoutTheDeviceThereIsNone() throws IOException {
        Files.delete(root.resolve("dev/kvm"));

        assertThat(KvmSigns.in(root).against()).contains("there is no /dev/kvm");
    }
}
