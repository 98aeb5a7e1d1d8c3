package dev.tule.mtv.template;

/**
 * Compiles a tag.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/howto/custom-template-tags/#writing-the-compilation-function">
 *     Django: the compilation function</a>
 */
@FunctionalInterface
public interface TagParser {

    /**
     * The tag's node.
     *
     * @param parser stands behind the tag: a tag with an end reads on with {@link Parser#parse}
     * @param tag the tag itself
     */
    Node parse(Parser parser, Tag tag);
}
