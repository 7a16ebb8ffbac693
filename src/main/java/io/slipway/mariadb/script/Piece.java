package io.slipway.mariadb.script;

import java.util.List;

/**
 * What stands between two delimiters, not looked into yet.
 *
 * @param executable where in it a comment stands whose content the server executes, or -1
 * @param wrapped whether it is such a comment and nothing else
 */
record Piece(int start, int end, int line, List<Token> tokens, int executable, boolean wrapped) {}
