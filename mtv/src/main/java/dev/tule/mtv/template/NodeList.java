package dev.tule.mtv.template;

import dev.tule.mtv.BadRequest;
import dev.tule.mtv.Http404;
import dev.tule.mtv.PermissionDenied;
import dev.tule.mtv.SuspiciousOperation;
import java.util.ArrayList;
import java.util.List;

/** Nodes one after the other, with the lines that they come from. */
public final class NodeList implements Node {
    private final String template;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private Node[] compiled = {};

    NodeList(String template) {
        this.template = template;
    }

    void add(Node node, int line) {
        nodes.add(node);
        lines.add(line);
    }

    NodeList done() {
        compiled = nodes.toArray(Node[]::new);
        return this;
    }

    /** The nodes, for those that look for blocks among them. */
    List<Node> nodes() {
        return nodes;
    }

    @Override
    public void render(TemplateContext context, StringBuilder out) {
        for (int i = 0; i < compiled.length; i++) {
            try {
                compiled[i].render(context, out);
            } catch (TemplateError
                    | Http404
                    | PermissionDenied
                    | BadRequest
                    | SuspiciousOperation e) {
                throw e;
            } catch (RuntimeException | StackOverflowError e) {
                throw new TemplateError(template, lines.get(i), e, context.flatten());
            }
        }
    }

    /** As text of its own. */
    public String render(TemplateContext context) {
        StringBuilder out = new StringBuilder();
        render(context, out);
        return out.toString();
    }
}
