/** An issuer of tokens for development: a key of its own, a JWKS document, tokens for each role. */
@NullMarked
package ai.valeo.erp.tributary.compose.issuer;

import org.jspecify.annotations.NullMarked;
