package dev.tule.mtv.template;

import java.util.List;

/**
 * A tag as it stands in a template.
 *
 * @param name its first word
 * @param words all of its words, the name first; quoted texts are one word
 * @param contents everything between the percent signs
 * @param line where it stands, from 1
 */
public record Tag(String name, List<String> words, String contents, int line) {

    /** The words behind the name. */
    public List<String> arguments() {
        return words.subList(1, words.size());
    }
}
