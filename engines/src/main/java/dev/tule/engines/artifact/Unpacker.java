package dev.tule.engines.artifact;

import dev.tule.engines.artifact.Artifact.Packing;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Lays an artifact's files into a directory. The jar's hash was checked. */
final class Unpacker {

    private static final Set<PosixFilePermission> PROGRAM =
            PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> FILE =
            PosixFilePermissions.fromString("rw-r--r--");

    private Unpacker() {}

    static void unpack(Path jar, Packing packing, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            switch (packing) {
                case Packing.Directory(String prefix) -> directory(zip, prefix, target);
                case Packing.Tar(String entry) -> tar(zip, entry, target);
            }
        }
    }

    private static void directory(ZipFile zip, String prefix, Path target) throws IOException {
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            if (entry.isDirectory() || !entry.getName().startsWith(prefix)) {
                continue;
            }
            String name = entry.getName().substring(prefix.length());
            boolean program = name.startsWith("bin/") || name.startsWith("scripts/");
            try (InputStream content = zip.getInputStream(entry)) {
                write(content, within(target, name), program);
            }
        }
    }

    private static void tar(ZipFile zip, String name, Path target) throws IOException {
        ZipEntry archive = zip.getEntry(name);
        if (archive == null) {
            throw new IOException("no " + name + " in " + zip.getName());
        }
        try (InputStream packed = new BufferedInputStream(zip.getInputStream(archive));
                InputStream unpacked =
                        name.endsWith(".txz")
                                ? new XZInputStream(packed)
                                : new GZIPInputStream(packed);
                TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                entry(tar, entry, target);
            }
        }
    }

    private static void entry(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
            throws IOException {
        Path path = within(target, entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(path);
        } else if (entry.isSymbolicLink()) {
            within(target, target.relativize(path.resolveSibling(entry.getLinkName())).toString());
            Files.createDirectories(path.getParent());
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            write(tar, path, (entry.getMode() & 0100) != 0);
        } else {
            throw new IOException("neither file, directory nor link: " + entry.getName());
        }
    }

    private static void write(InputStream content, Path path, boolean program) throws IOException {
        Files.createDirectories(path.getParent());
        Files.copy(content, path);
        Files.setPosixFilePermissions(path, EnumSet.copyOf(program ? PROGRAM : FILE));
    }

    /** A path below the directory, however the archive spells it. */
    private static Path within(Path directory, String name) throws IOException {
        Path path = directory.resolve(name).normalize();
        if (!path.startsWith(directory)) {
            throw new IOException("an archive that leaves its directory: " + name);
        }
        return path;
    }
}
