/**
 * Making certificates, for the services that sign some: an authority, the keys that it signs for,
 * and their text. No threads, no state.
 *
 * <p>Specifications: RFC 5280 (certificates), RFC 7468 (their text).
 */
@NullMarked
package dev.tule.aws.certificate;

import org.jspecify.annotations.NullMarked;
