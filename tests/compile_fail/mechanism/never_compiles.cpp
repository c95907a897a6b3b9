// SPDX-FileCopyrightText: 2026 The quanta authors
// SPDX-License-Identifier: Apache-2.0

static_assert(false, "the expected sentence");
int main() {}
