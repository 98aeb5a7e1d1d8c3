package dev.tule.s3.bytes;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** Names a blob for ever: never used again for other bytes. */
public record BlobId(UUID value) {

    /** 32 hexadecimal digits, fit for a file's name. */
    public String hex() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(value.getMostSignificantBits())
                + hex.toHexDigits(value.getLeastSignificantBits());
    }

    /** The id that {@link #hex} wrote; empty for anything else. */
    static Optional<BlobId> parse(String hex) {
        if (hex.length() != 32 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.empty();
        }
        return Optional.of(
                new BlobId(
                        new UUID(
                                HexFormat.fromHexDigitsToLong(hex, 0, 16),
                                HexFormat.fromHexDigitsToLong(hex, 16, 32))));
    }
}
