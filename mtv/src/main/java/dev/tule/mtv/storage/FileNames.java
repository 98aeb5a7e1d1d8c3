package dev.tule.mtv.storage;

import java.util.regex.Pattern;

/** Names of files that came from outside. */
final class FileNames {
    private static final Pattern HARMFUL = Pattern.compile("[^\\p{L}\\p{N}._-]+");
    private static final Pattern DOTS_IN_FRONT = Pattern.compile("^[._-]+");

    /** Leaves room for what tells equal names apart; file systems take 255 bytes. */
    private static final int MAX_CHARACTERS = 60;

    private static final int MAX_SUFFIX = 10;

    private FileNames() {}

    /** Letters, digits, dots, dashes and underscores of a name; "file" where nothing is left. */
    static String valid(String name) {
        String plain =
                DOTS_IN_FRONT
                        .matcher(HARMFUL.matcher(name.strip()).replaceAll("_"))
                        .replaceFirst("");
        if (plain.isEmpty()) {
            return "file";
        }
        String suffix = suffix(plain);
        String stem = plain.substring(0, plain.length() - suffix.length());
        int most = Math.min(stem.length(), MAX_CHARACTERS);
        return stem.substring(0, stem.offsetByCodePoints(0, stem.codePointCount(0, most))) + suffix;
    }

    /** From the last dot on; empty where there is none, or what follows is no suffix. */
    static String suffix(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 && name.length() - dot <= MAX_SUFFIX ? name.substring(dot) : "";
    }
}
