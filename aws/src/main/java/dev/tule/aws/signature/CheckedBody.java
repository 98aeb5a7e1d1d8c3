package dev.tule.aws.signature;

import dev.tule.http.Body;
import java.io.InputStream;
import java.util.OptionalLong;

/** A body whose content is checked as it is read. Not thread-safe. */
record CheckedBody(InputStream stream, OptionalLong length) implements Body {}
