package dev.tule.mtv.template;

/** No loader knows a template of that name. */
public final class TemplateDoesNotExist extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TemplateDoesNotExist(String name) {
        super("there is no template '" + name + "'");
    }
}
