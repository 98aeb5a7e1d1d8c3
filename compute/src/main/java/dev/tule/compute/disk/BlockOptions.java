package dev.tule.compute.disk;

import dev.tule.compute.DiskFile;
import dev.tule.compute.DriverFailureException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How QEMU is told to open a disk (<a
 * href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#qapidoc-BlockdevOptionsQcow2">BlockdevOptionsQcow2</a>).
 * Files beneath an encrypted one must be spelt out, since their headers don't tell what opens them.
 */
public final class BlockOptions {
    /** What the secret is called by which encrypted files are opened. */
    public static final String SECRET = "disk-key";

    private BlockOptions() {}

    /** The options of a disk, without a name for it. */
    public static Map<String, Object> of(DiskFile disk) {
        if (!disk.isEncrypted()) {
            return node(disk.format().word(), disk.path().toString());
        }
        try {
            return of(Layer.chain(disk.path()));
        } catch (IOException e) {
            throw new DriverFailureException("can't read a disk: " + e.getMessage(), e);
        }
    }

    /** The options of a disk's uppermost file, where those beneath are left alone. */
    static Map<String, Object> alone(DiskFile disk) {
        return file(disk.path(), disk.isEncrypted());
    }

    private static Map<String, Object> of(List<Layer> chain) {
        Layer top = chain.getFirst();
        List<Layer> beneath = chain.subList(1, chain.size());
        Map<String, Object> options = file(top.file(), top.encrypted());
        if (beneath.stream().anyMatch(Layer::encrypted)) {
            options.put("backing", of(beneath));
        }
        return options;
    }

    private static Map<String, Object> file(Path path, boolean encrypted) {
        Map<String, Object> options = node("qcow2", path.toString());
        if (encrypted) {
            options.put("encrypt", Map.of("format", "luks", "key-secret", SECRET));
        }
        return options;
    }

    private static Map<String, Object> node(String driver, String file) {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("driver", driver);
        options.put("file", Map.of("driver", "file", "filename", file));
        return options;
    }
}
