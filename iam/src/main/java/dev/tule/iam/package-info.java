/**
 * Identity and Access Management, and the Security Token Service: an account's root, users, roles,
 * their access keys and temporary credentials. {@link dev.tule.iam.Iam} is the entry.
 *
 * <p>What is enforced: a request's key must be known, in use and not ended, and IAM itself is open
 * to root and to administrators only. Policies are kept and given back, but <em>not yet
 * evaluated</em>: users and roles may use every service but IAM, whatever their policies say.
 * {@link dev.tule.iam.AccountAuthoriser} is the one place where that is decided.
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
