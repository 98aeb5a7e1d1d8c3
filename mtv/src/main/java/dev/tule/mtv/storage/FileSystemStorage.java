package dev.tule.mtv.storage;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Http404;
import dev.tule.mtv.ImproperlyConfigured;
import dev.tule.mtv.Percent;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.SuspiciousOperation;
import dev.tule.mtv.files.FileResponse;
import dev.tule.mtv.staticfiles.StaticFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Files in a folder of this machine, {@code mediaRoot} of the settings. What is saved is on the
 * disk when {@code save} returns.
 *
 * <p>Pictures are shown by browsers, everything else is handed out to be kept: a page that somebody
 * sent would run its scripts as this site's own.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/files/storage/#the-filesystemstorage-class">
 *     Django: FileSystemStorage</a>
 */
public final class FileSystemStorage implements Storage {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int TRIES = 100;
    private static final Set<String> SHOWN =
            Set.of(".avif", ".gif", ".jpeg", ".jpg", ".png", ".webp");

    private final Path root;
    private final String url;
    private final RandomGenerator random;

    /**
     * By the settings' {@code mediaRoot} and {@code mediaUrl}.
     *
     * @throws ImproperlyConfigured where there is no mediaRoot
     */
    public FileSystemStorage(DefaultSettings settings) {
        Path folder = settings.mediaRoot;
        if (folder == null) {
            throw new ImproperlyConfigured(
                    "files that are sent need a folder: set mediaRoot (files.E001)");
        }
        if (!settings.mediaUrl.endsWith("/")) {
            throw new ImproperlyConfigured("mediaUrl must end with a slash");
        }
        this.root = folder.toAbsolutePath().normalize();
        this.url = settings.mediaUrl;
        this.random = settings.random;
    }

    private Path path(String name) {
        if (!StaticFiles.isProper(name)) {
            throw new SuspiciousOperation("a file's name leads out of its storage");
        }
        return root.resolve(name);
    }

    @Override
    public String save(String name, InputStream content) throws IOException {
        String free = name;
        for (int i = 0; i < TRIES; i++) {
            Path path = path(free);
            Files.createDirectories(path.getParent());
            try (FileChannel file =
                    FileChannel.open(
                            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(content, file, path);
                return free;
            } catch (FileAlreadyExistsException taken) {
                String suffix = FileNames.suffix(name);
                free =
                        name.substring(0, name.length() - suffix.length())
                                + "_"
                                + HexFormat.of().toHexDigits(random.nextInt())
                                + suffix;
            }
        }
        throw new IOException("no free name for " + name);
    }

    /** All of it, or no file. */
    private static void write(InputStream content, FileChannel file, Path path) throws IOException {
        try {
            ReadableByteChannel in = Channels.newChannel(content);
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (in.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
                buffer.clear();
            }
            file.force(true);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(path(name));
    }

    @Override
    public boolean exists(String name) {
        return Files.isRegularFile(path(name));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    @Override
    public String url(String name) {
        return url + Percent.encodePath(name);
    }

    @Override
    public Response serve(Request request, String name) {
        if (!StaticFiles.isProper(name) || !request.isGet()) {
            throw new Http404("no such file");
        }
        Path path = root.resolve(name);
        String last = String.valueOf(path.getFileName());
        boolean shown = SHOWN.contains(FileNames.suffix(last).toLowerCase(Locale.ROOT));
        Response file =
                shown
                        ? FileResponse.of(request, path, last)
                        : FileResponse.attachment(request, path, last);
        return file.with("Content-Security-Policy", "default-src 'none'; sandbox")
                .with("X-Content-Type-Options", "nosniff");
    }
}
