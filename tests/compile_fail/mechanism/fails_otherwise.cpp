// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

#ifdef QUANTA_FAIL
static_assert(false, "another sentence");
#endif
int main() {}
