package dev.tule.mtv.template;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tags that make pages of several templates: extends, block, include, partials.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/templates/language/#template-inheritance">
 *     Django: template inheritance</a>
 */
final class InheritanceTags {
    /** Under this, a rendering keeps which blocks override which. */
    static final Object BLOCKS = new Object();

    private InheritanceTags() {}

    static Library library() {
        return new Library()
                .tag("block", InheritanceTags::block)
                .tag("extends", InheritanceTags::extendsTag)
                .tag("include", InheritanceTags::include)
                .tag("partialdef", InheritanceTags::partialDef)
                .tag("partial", InheritanceTags::partial);
    }

    /** A page's blocks by name, each list from the most derived template to the base. */
    static final class BlockChains {
        private final Map<String, List<BlockNode>> chains = new HashMap<>();

        BlockChains(Map<String, BlockNode> own) {
            addBase(own);
        }

        void addBase(Map<String, BlockNode> blocks) {
            blocks.forEach(
                    (name, block) ->
                            chains.computeIfAbsent(name, k -> new ArrayList<>(2)).add(block));
        }

        List<BlockNode> chain(BlockNode block) {
            return chains.getOrDefault(block.name, List.of(block));
        }
    }

    /** A named piece that derived templates may replace. */
    static final class BlockNode implements Node {
        private final String name;
        private final NodeList body;

        BlockNode(String name, NodeList body) {
            this.name = name;
            this.body = body;
        }

        @Override
        public void render(TemplateContext context, StringBuilder out) {
            BlockChains chains = context.recall(BLOCKS, BlockChains.class);
            List<BlockNode> chain = chains == null ? List.of(this) : chains.chain(this);
            render(context, out, chain, 0);
        }

        private static void render(
                TemplateContext context, StringBuilder out, List<BlockNode> chain, int at) {
            Map<String, @Nullable Object> scope = new HashMap<>();
            scope.put("block", new BlockHandle(context, chain, at));
            context.within(scope, () -> chain.get(at).body.render(context, out));
        }
    }

    /** What {@code block} is within a block: {@code block.super} is what it replaces. */
    private record BlockHandle(TemplateContext context, List<BlockNode> chain, int at)
            implements HasMembers {
        @Override
        public @Nullable Object member(String name) {
            if (!name.equals("super") || at + 1 >= chain.size()) {
                return null;
            }
            StringBuilder out = new StringBuilder();
            BlockNode.render(context, out, chain, at + 1);
            return SafeString.of(out.toString());
        }
    }

    private static Node block(Parser parser, Tag tag) {
        String name = tag.arguments().getFirst();
        NodeList body = parser.parse("endblock");
        parser.next();
        BlockNode block = new BlockNode(name, body);
        if (parser.blocks().put(name, block) != null) {
            throw new IllegalArgumentException("there are two blocks named '" + name + "'");
        }
        return block;
    }

    private static Node extendsTag(Parser parser, Tag tag) {
        Expression parentName = parser.expression(tag.arguments().getFirst());
        // What stands outside of blocks is not rendered; the blocks are kept by the parser.
        parser.parse();
        return (context, out) -> {
            Template parent = parser.engine().get(Values.text(parentName.evaluate(context)));
            BlockChains chains = context.recall(BLOCKS, BlockChains.class);
            if (chains == null) {
                throw new IllegalStateException("extends outside of a template");
            }
            chains.addBase(parent.blocks());
            context.within(Map.of(), () -> parent.nodes().render(context, out));
        };
    }

    private static Node include(Parser parser, Tag tag) {
        List<String> words = new ArrayList<>(tag.arguments());
        Expression name = parser.expression(words.removeFirst());
        boolean only = words.remove("only");
        words.remove("with");
        Map<String, Expression> names = Arguments.parse(parser, words).names();
        return (context, out) -> {
            Object named = name.evaluate(context);
            Template template =
                    named instanceof Template at ? at : parser.engine().get(Values.text(named));
            Map<String, @Nullable Object> values = new HashMap<>();
            names.forEach((key, value) -> values.put(key, value.evaluate(context)));
            if (only) {
                template.renderInto(context.isolated(values), out);
            } else {
                context.within(values, () -> template.renderInto(context, out));
            }
        };
    }

    private static Node partialDef(Parser parser, Tag tag) {
        String name = tag.arguments().getFirst();
        boolean inline = tag.arguments().contains("inline");
        NodeList body = parser.parse("endpartialdef");
        parser.next();
        if (parser.partials().put(name, body) != null) {
            throw new IllegalArgumentException("there are two partials named '" + name + "'");
        }
        return inline ? body : (context, out) -> {};
    }

    private static Node partial(Parser parser, Tag tag) {
        String name = tag.arguments().getFirst();
        Map<String, NodeList> partials = parser.partials();
        return (context, out) -> {
            NodeList body = partials.get(name);
            if (body == null) {
                throw new IllegalStateException("there is no partial '" + name + "' here");
            }
            body.render(context, out);
        };
    }
}
