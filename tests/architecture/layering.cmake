# SPDX-FileCopyrightText: 2026 The quanta authors
# SPDX-License-Identifier: Apache-2.0

# A folder includes the common folders, itself and what stands to its left; of what stands to its right only *_concepts.hpp.
# The umbrella of a stage, a header of its name beside its folder, counts as part of the stage.
include("${CMAKE_CURRENT_LIST_DIR}/violations.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/layers.cmake")

# The folder of `path` (relative to quanta/), or the stage whose umbrella it is.
function(get_folder variable path)
    string(REGEX REPLACE "/.*|\\.hpp$" "" folder "${path}")
    set(${variable} "${folder}" PARENT_SCOPE)
endfunction()

function(check_inclusion header included)
    get_folder(from "${header}")
    get_folder(to "${included}")
    if(included STREQUAL "version.hpp")
        return()
    elseif(included STREQUAL "quanta.hpp")
        violation(${header} "includes <quanta/quanta.hpp>; name what is needed")
        return()
    elseif(to IN_LIST common_folders OR to STREQUAL from OR included MATCHES "_concepts\\.hpp$")
        return()
    elseif(from IN_LIST common_folders)
        violation(${header} "a common folder includes the stage <quanta/${included}>")
        return()
    endif()
    list(FIND stage_folders ${from} from_position)
    list(FIND stage_folders ${to} to_position)
    if(to_position GREATER from_position)
        violation(${header} "'${from}' includes <quanta/${included}>, which stands to its right")
    endif()
endfunction()

# quanta.hpp reads as the diagram: its stages in order, up to the last one that needs xsimd alone.
function(check_quanta_hpp inclusions)
    list(FIND stage_folders ${last_stage_of_quanta_hpp} last)
    set(previous -1)
    foreach(included IN LISTS inclusions)
        get_folder(to "${included}")
        list(FIND stage_folders "${to}" position)
        if(position GREATER last)
            violation(quanta.hpp "includes <quanta/${included}>, beyond '${last_stage_of_quanta_hpp}'")
        elseif(position LESS previous)
            violation(quanta.hpp "includes <quanta/${included}> after a stage to its right")
        endif()
        set(previous ${position})
    endforeach()
endfunction()

foreach(header IN LISTS headers)
    get_folder(folder "${header}")
    if(NOT header STREQUAL "quanta.hpp"
       AND NOT header STREQUAL "version.hpp"
       AND NOT folder IN_LIST common_folders
       AND NOT folder IN_LIST stage_folders
    )
        violation(${header} "'${folder}' is no folder of the design; layers.cmake lists them")
    endif()

    find_lines(lines "${header}" "#[ \t]*include")
    set(inclusions "")
    foreach(line IN LISTS lines)
        if(line MATCHES "include[ \t]*\"")
            violation(${header} "includes with quotes: ${line}")
        elseif(line MATCHES "<quanta/([^>]*)>")
            list(APPEND inclusions "${CMAKE_MATCH_1}")
        elseif(line MATCHES "<(unsupported/)?Eigen/" AND NOT header MATCHES "${eigen_users}")
            violation(${header} "includes Eigen")
        endif()
    endforeach()

    if(header STREQUAL "quanta.hpp")
        check_quanta_hpp("${inclusions}")
    else()
        foreach(included IN LISTS inclusions)
            check_inclusion(${header} ${included})
        endforeach()
    endif()
endforeach()
finish()
