package dev.tule.compute.image;

import java.io.IOException;
import java.io.InputStream;

/** The files that images are given beside Debian's, which lie among this module's resources. */
public final class ImageResource {
    private ImageResource() {}

    public static byte[] read(String name) throws IOException {
        try (InputStream in = ImageResource.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return in.readAllBytes();
        }
    }
}
