package dev.tule.mtv.template;

/** An object that writes itself as HTML, escaped where it must be: Python's {@code __html__}. */
public interface HasMarkup {

    SafeString markup();
}
