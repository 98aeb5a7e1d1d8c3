/**
 * Identity and Access Management, and the Security Token Service: an account's root, users, roles,
 * their access keys and temporary credentials. {@link dev.tule.iam.Iam} is the entry.
 *
 * <p>A request's key must be known, in use and not ended; what it may do is decided by {@link
 * dev.tule.iam.AccountAuthoriser}, from the policies that its user or role has. {@link
 * dev.tule.iam.policy} is their language.
 *
 * <p>Threads: everything public is safe for use by many threads. One daemon thread writes down when
 * keys were last used and clears ended credentials; {@link dev.tule.iam.Iam#close} stops it.
 *
 * <p>Specifications: IAM API Reference (2010-05-08), STS API Reference (2011-06-15), IAM User Guide
 * "IAM identifiers" and "IAM and AWS STS quotas".
 */
@NullMarked
package dev.tule.iam;

import org.jspecify.annotations.NullMarked;
