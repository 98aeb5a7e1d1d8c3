package dev.tule.engines.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackerTest {

    @TempDir private Path directory;

    @Test
    void programsLinksAndFilesAreLaidOut() throws Exception {
        TarArchiveEntry program = file("bin/engine");
        program.setMode(0755);
        TarArchiveEntry link = new TarArchiveEntry("lib/libx.so", TarConstants.LF_SYMLINK);
        link.setLinkName("libx.so.1");

        unpack(program, link, file("lib/libx.so.1"));

        Path target = directory.resolve("target");
        assertThat(target.resolve("bin/engine")).isExecutable();
        assertThat(target.resolve("lib/libx.so")).isSymbolicLink().hasContent("content");
        assertThat(Files.isExecutable(target.resolve("lib/libx.so.1"))).isFalse();
    }

    @Test
    void anArchiveCannotLeaveItsDirectory() {
        TarArchiveEntry link = new TarArchiveEntry("lib/out", TarConstants.LF_SYMLINK);
        link.setLinkName("../../elsewhere");

        assertThatIOException().isThrownBy(() -> unpack(file("../outside")));
        assertThatIOException().isThrownBy(() -> unpack(link));
        assertThat(directory.resolve("outside")).doesNotExist();
    }

    private static TarArchiveEntry file(String name) {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize("content".length());
        return entry;
    }

    private void unpack(TarArchiveEntry... entries) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GZIPOutputStream(packed))) {
            for (TarArchiveEntry entry : entries) {
                tar.putArchiveEntry(entry);
                if (entry.getSize() > 0) {
                    tar.write("content".getBytes(StandardCharsets.UTF_8));
                }
                tar.closeArchiveEntry();
            }
        }
        Path jar = directory.resolve("engine.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("engine.tar.gz"));
            zip.write(packed.toByteArray());
        }
        Path target = Files.createDirectories(directory.resolve("target"));
        Unpacker.unpack(jar, new Artifact.Packing.Tar("engine.tar.gz"), target);
    }
}
