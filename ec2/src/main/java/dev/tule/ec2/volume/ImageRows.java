package dev.tule.ec2.volume;

import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Table;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.Image;

/** The rows of images: here, because a snapshot that an image is made of can't be deleted. */
public final class ImageRows {
    public static final Table<Image> IMAGES = new Table<>(Kind.IMAGE, Image.class, Image::builder);

    /** The image that comes with Tule which an image descends from, by image; empty for none. */
    public static final Table<AttributeValue> ORIGINS =
            new Table<>("image-origin", AttributeValue.class, AttributeValue::builder);

    private ImageRows() {}
}
