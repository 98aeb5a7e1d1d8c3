package dev.tule.mtv.template;

import java.util.Map;

/**
 * A compiled template. Immutable; safe for use by many threads.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/templates/api/">Django: the template
 *     language for programmers</a>
 */
public final class Template {
    private final TemplateEngine engine;
    private final String name;
    private final String source;
    private final NodeList nodes;
    private final Map<String, InheritanceTags.BlockNode> blocks;
    private final Map<String, NodeList> partials;

    private Template(
            TemplateEngine engine,
            String name,
            String source,
            NodeList nodes,
            Map<String, InheritanceTags.BlockNode> blocks,
            Map<String, NodeList> partials) {
        this.engine = engine;
        this.name = name;
        this.source = source;
        this.nodes = nodes;
        this.blocks = blocks;
        this.partials = partials;
    }

    static Template compile(TemplateEngine engine, String name, String source) {
        Parser parser;
        try {
            parser = new Parser(engine, name, Lexer.tokens(source));
        } catch (IllegalArgumentException e) {
            throw new TemplateError(name, 1, String.valueOf(e.getMessage()));
        }
        NodeList nodes = parser.parse();
        return new Template(engine, name, source, nodes, parser.blocks(), parser.partials());
    }

    public String name() {
        return name;
    }

    /** The template's text. */
    public String source() {
        return source;
    }

    Map<String, InheritanceTags.BlockNode> blocks() {
        return blocks;
    }

    NodeList nodes() {
        return nodes;
    }

    /** A part of this template as a template of its own. */
    Template partial(String partial) {
        NodeList part = partials.get(partial);
        if (part == null) {
            throw new TemplateDoesNotExist(name + "#" + partial);
        }
        return new Template(engine, name, source, part, blocks, partials);
    }

    /**
     * Renders the template, escaping by what its name's suffix says it makes.
     *
     * @throws TemplateError where something goes wrong, with template and line
     */
    public String render(TemplateContext context) {
        StringBuilder out = new StringBuilder(source.length() * 2);
        context.prepare(engine.contextProcessors());
        context.escaping(Escaper.of(name), () -> renderInto(context, out));
        return out.toString();
    }

    /** Renders within another template. */
    void renderInto(TemplateContext context, StringBuilder out) {
        // Pages included from pages have blocks of their own.
        Object outer = context.recall(InheritanceTags.BLOCKS, Object.class);
        context.remember(InheritanceTags.BLOCKS, new InheritanceTags.BlockChains(blocks));
        context.within(Map.of(), () -> nodes.render(context, out));
        context.remember(InheritanceTags.BLOCKS, outer);
    }
}
